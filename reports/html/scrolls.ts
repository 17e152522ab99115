/**
 * Attributes of a box whose content may be wider than it: reachable by keyboard, so that it can be scrolled without a
 * mouse, and named for whoever hears the page.
 */
export function scrolls(label: string): {
  readonly tabIndex: 0;
  readonly role: "region";
  readonly "aria-label": string;
} {
  return { tabIndex: 0, role: "region", "aria-label": label };
}
