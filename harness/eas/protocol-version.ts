/** Protocol versions that the harness speaks, oldest first ([MS-ASHTTP] 2.2.1.1.2.4). */
export const protocolVersions = ["12.1", "14.0", "14.1", "16.0", "16.1"] as const;

export type ProtocolVersion = (typeof protocolVersions)[number];

export function isProtocolVersion(text: string): text is ProtocolVersion {
  return (protocolVersions as readonly string[]).includes(text);
}
