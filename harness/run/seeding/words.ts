/** Plain words for texts and names: short, common, no two that a server could take for a command or a number. */
const words = [
  "amber",
  "anchor",
  "apple",
  "arrow",
  "autumn",
  "barley",
  "basket",
  "beacon",
  "birch",
  "bridge",
  "bronze",
  "candle",
  "canyon",
  "cedar",
  "chalk",
  "cherry",
  "cloud",
  "clover",
  "copper",
  "coral",
  "cotton",
  "cradle",
  "crystal",
  "dawn",
  "desert",
  "dolphin",
  "ember",
  "falcon",
  "feather",
  "fern",
  "field",
  "flint",
  "forest",
  "garden",
  "ginger",
  "glacier",
  "granite",
  "harbor",
  "hazel",
  "heron",
  "honey",
  "island",
  "ivory",
  "jasmine",
  "kettle",
  "lagoon",
  "lantern",
  "lemon",
  "lilac",
  "linen",
  "maple",
  "marble",
  "meadow",
  "mirror",
  "mosaic",
  "needle",
  "oak",
  "olive",
  "orchard",
  "otter",
  "paper",
  "pebble",
  "pepper",
  "pigeon",
  "pine",
  "planet",
  "plum",
  "prairie",
  "quartz",
  "rain",
  "raven",
  "reed",
  "ribbon",
  "river",
  "robin",
  "saddle",
  "saffron",
  "sand",
  "shadow",
  "silver",
  "smoke",
  "sparrow",
  "spruce",
  "stone",
  "summer",
  "sunset",
  "thunder",
  "timber",
  "tulip",
  "valley",
  "velvet",
  "violet",
  "walnut",
  "water",
  "willow",
  "window",
  "winter",
  "wren",
];

/** `count` words in a row, drawn. */
export function drawnWords(random: () => number, count: number): string {
  return Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(" ");
}

/** A name of two words, as people write them. */
export function drawnName(random: () => number): string {
  return drawnWords(random, 2).replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * A mark that no other item of any run has: "mk" and twelve letters and digits. It stands in texts and Subjects, so that an item
 * is known again on a server that rewrites who sent it.
 */
export function drawnMarker(random: () => number): string {
  const drawn = Array.from({ length: 12 }, () => letters[Math.floor(random() * letters.length)]);
  return `mk${drawn.join("")}`;
}

/** Every marker in a text, of whatever run. */
export function markersIn(text: string): readonly string[] {
  return text.match(/\bmk[a-z0-9]{12}\b/g) ?? [];
}
