import type { HeldItem } from "../../device/types.js";
import type { ItemFields } from "../../eas/index.js";
import { isFictionNumber } from "./fiction-numbers.js";
import { markersIn } from "./words.js";

/** What an item of the case can be known by on any device, whatever the server made of it. */
export interface Seed {
  /** SMS: the digits of the number in From. E-mail: the Subject. */
  readonly token: string;
  readonly class: "SMS" | "Email";
  /** SMS: the digits of the number in To, drawn for this item alone. */
  readonly toNumber?: string;
  /** In the text, unless the case wrote the text itself. */
  readonly marker?: string;
  readonly text: string;
}

type Shown = Pick<HeldItem, "item">;

/** A text this short may stand in anybody's item. */
const shortestTellingText = 8;

/**
 * The items of one case. A server may rewrite From, file an SMS as an e-mail or turn its text into HTML; an item is still
 * this seed while one of its marks is left: the number in From, the marker in the text, the number in To, the text as a whole, or one
 * of the two numbers in the place of the other.
 * The class that the server states plays no part, so that an SMS disguised as an e-mail is found out.
 */
export class Identities {
  readonly #seeds: Seed[] = [];

  get all(): readonly Seed[] {
    return this.#seeds;
  }

  add(seed: Seed): void {
    this.#seeds.push(seed);
  }

  /** The seed that this item is; undefined for items of others. */
  seedOf(shown: Shown): Seed | undefined {
    const { item } = shown;
    const text = shownText(item);
    const markers = new Set([...markersIn(text), ...markersIn(item.subject ?? "")]);
    const candidates = this.#seeds.filter((seed) => !bearsAnothersMarker(seed, markers));
    const sms = candidates.filter((seed) => seed.class === "SMS");
    const from = numbersIn(item.from ?? "");
    const to = numbersIn(item.to ?? "");
    return (
      candidates.find((seed) => seed.class === "Email" && (item.subject ?? "").includes(seed.token)) ??
      sms.find((seed) => isAmong(from, seed.token) && !isAnothers(to, seed)) ??
      candidates.find((seed) => seed.marker !== undefined && markers.has(seed.marker)) ??
      sms.find((seed) => seed.toNumber !== undefined && isAmong(to, seed.toNumber) && !isAnothers(from, seed)) ??
      sms.find((seed) => tells(seed.text, text)) ??
      sms.find((seed) => isAmong(to, seed.token) && !isAnothers(from, seed)) ??
      sms.find((seed) => seed.toNumber !== undefined && isAmong(from, seed.toNumber) && !isAnothers(to, seed))
    );
  }

  tokenOf(shown: Shown): string | undefined {
    return this.seedOf(shown)?.token;
  }

  /** Tokens of the case's items among those shown, by the class that they were seeded with. */
  tokensAmong(shown: Iterable<Shown>): { readonly sms: readonly string[]; readonly email: readonly string[] } {
    const sms: string[] = [];
    const email: string[] = [];
    for (const one of shown) {
      const seed = this.seedOf(one);
      if (seed !== undefined) (seed.class === "SMS" ? sms : email).push(seed.token);
    }
    return { sms, email };
  }
}

/** A number may have been used before, by an item that was left behind; its text carries other markers. */
function bearsAnothersMarker({ marker, text }: Seed, markers: ReadonlySet<string>): boolean {
  if (markers.size === 0 || (marker !== undefined && markers.has(marker))) return false;
  return !markersIn(text).some((own) => markers.has(own));
}

/**
 * Thousands of SMS that nobody could delete share 71,200 numbers. Where one end of an SMS is this seed's and the other is a number
 * drawn for another, it is another's; one of its own numbers at both ends is a server that confuses the two.
 */
function isAnothers(numbers: readonly string[], { token, toNumber }: Seed): boolean {
  if (toNumber === undefined) return false;
  const drawn = numbers.filter(isFictionNumber);
  return drawn.length > 0 && !isAmong(drawn, token) && !isAmong(drawn, toNumber);
}

function isAmong(numbers: readonly string[], own: string): boolean {
  return numbers.some((number) => sameNumber(number, own));
}

function shownText(item: ItemFields): string {
  return item.body?.data ?? "";
}

/** Runs of digits of a header, blanks and the signs that people put between digits taken out. */
export function numbersIn(header: string): readonly string[] {
  return header.replace(/(?<=\d)[\s().-]+(?=\d)/g, "").match(/\d+/g) ?? [];
}

/** The national part decides: servers add and drop the country code. */
function sameNumber(shown: string, token: string): boolean {
  return shown.length >= 10 && shown.slice(-10) === token.slice(-10);
}

function tells(seeded: string, shown: string): boolean {
  const text = plain(seeded);
  return text.length >= shortestTellingText && plain(shown) === text;
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}
