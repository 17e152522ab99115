/** Headings of the sections of [MS-ASMS] v0.1 that the catalogue has rows of. */
const headings: ReadonlyMap<string, string> = new Map([
  ["1.3", "Protocol Overview"],
  ["1.4", "Relationship to Other Protocols"],
  ["2.1", "Transport"],
  ["2.2", "Message Syntax"],
  ["2.2.1", "Complex Types"],
  ["2.2.2", "Elements"],
  ["2.2.2.1.1", "From"],
  ["2.2.2.1.2", "DateReceived"],
  ["2.2.2.2.1", "Class (as Child of Options)"],
  ["2.2.2.2.2", "Class (as Child of Add, Change, or Delete)"],
  ["2.2.2.2.3", "DeviceInformation.Set.EnableOutboundSMS"],
  ["3.1.1", "Client: Abstract Data Model"],
  ["3.1.4.1", "Synchronizing SMS Items"],
  ["3.1.4.1.1", "Options"],
  ["3.1.4.1.1.1", "Sticky Options"],
  ["3.1.4.1.1.2", "Filtering"],
  ["3.1.4.1.2", "Making Changes Involving SMS Items"],
  ["3.1.4.2", "Estimating the Number of Changes"],
  ["3.1.4.3", "Provisioning for Relay of Outbound SMS Messages"],
  ["3.1.5.1", "Sending Outbound SMS Messages"],
  ["3.2.1", "Server: Abstract Data Model"],
  ["3.2.5.1", "Processing a Sync Request"],
  ["3.2.5.1.1", "Special Case for Synchronization of Outbox"],
  ["3.2.5.2", "Processing a GetItemEstimate Request"],
  ["3.2.5.3", "Processing a Settings Request"],
  ["4.1", "Example: E-Mail Items and SMS Items"],
  ["4.2", "Example: Only SMS Items"],
  ["4.3", "Example: SMS Message Added By the Server"],
  ["4.4", "Example: Enabling Outbound SMS Messages"],
  ["6", "Product Behavior"],
]);

/** Heading of a section, or undefined for one without rows. */
export function headingOf(section: string): string | undefined {
  return headings.get(section);
}
