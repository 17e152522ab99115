/**
 * Attributes of a box whose content may be wider than it: reachable by keyboard, so that it can be scrolled without a
 * mouse, and named for whoever hears the page. A group, not a region: a page with hundreds of landmarks has none.
 */
export function scrolls(label: string): {
  readonly tabIndex: 0;
  readonly role: "group";
  readonly "aria-label": string;
} {
  return { tabIndex: 0, role: "group", "aria-label": label };
}
