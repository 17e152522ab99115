import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openPages } from "../testing/browser.js";
import { writePages } from "../testing/pages.js";

// Where the links of the page lead, by what a reader then sees: much of the page is laid out only when it comes near the
// window, and a browser that does not know yet how tall something is scrolls by guess.

const pages = openPages((folder) => writePages(folder, ["mutant"]), 300_000);

const height = 800;

async function open(width: number, javaScriptEnabled: boolean): Promise<Page> {
  const { page } = await pages.open("mutant.html", "", { viewport: { width, height }, javaScriptEnabled });
  return page;
}

/** Runs in the page: where links lead, each once. */
const fragments = (links: readonly { getAttribute(name: string): string | null }[]) => [
  ...new Set(links.flatMap((link) => link.getAttribute("href") ?? [])),
];

/** Runs in the page: how far it is scrolled, and how far it can be. */
const scrolled = ([root]: readonly { scrollTop: number; scrollHeight: number; clientHeight: number }[]) =>
  root === undefined ? 0 : root.scrollHeight - root.clientHeight - root.scrollTop;

/** Where a box stands once the page has come to rest; -1 for one that is not shown. */
async function restingPlace(box: Locator): Promise<number> {
  const handle = await box.elementHandle();
  for (let last = Number.NaN; ; ) {
    // Frames pass, with and without script.
    await handle?.waitForElementState("stable");
    const y = (await box.boundingBox())?.y ?? -1;
    if (y === last) return y;
    last = y;
  }
}

/** What is wrong with the place at which a link has led to; undefined where its target is what the reader sees first. */
async function missed(opened: Page, href: string): Promise<string | undefined> {
  const target = opened.locator(`[id="${decodeURIComponent(href.slice(1))}"]`);
  const y = await restingPlace(target);
  const left = await opened.locator("html").evaluateAll(scrolled);
  // 4.5rem are kept free above. What stands near the end of the page cannot come to the top.
  const fits = y >= 0 && (y <= 80 || (left <= 1 && y < height));
  return fits ? undefined : `${href} at ${Math.round(y)}, ${Math.round(left)} above the end`;
}

const firstScreen = "main > :not(#not-judged, #not-judged ~ *) a[href^='#']";

// Each page is loaded anew for each link, which takes its time: not every width in both ways.
describe.each([
  [360, "with", true],
  [768, "without", false],
  [1280, "with", true],
] as const)("at %i pixels, %s script", (width, _name, withScript) => {
  it("each link of the first screen leads to what it names", async () => {
    const opened = await open(width, withScript);
    const address = opened.url();
    const links = await opened.locator(firstScreen).evaluateAll(fragments);
    expect(links).toEqual(expect.arrayContaining(["#failures", "#cases", "#monitors", "#rulings", "#about"]));
    expect(links.filter((href) => href.startsWith("#fail-ASMS-")).length).toBeGreaterThan(3);
    const wrong: (string | undefined)[] = [];
    for (const href of links) {
      // Anew for each: a browser remembers the heights that it has seen.
      await opened.goto(address);
      await opened
        .locator(firstScreen)
        .and(opened.locator(`[href="${href}"]`))
        .first()
        .click();
      wrong.push(await missed(opened, href));
    }
    expect(wrong.filter((one) => one !== undefined)).toEqual([]);
  }, 180_000);

  it("the address of a requirement, a case, a card or an exchange leads to it", async () => {
    const opened = await open(width, withScript);
    const address = opened.url();
    const ids = await opened
      .locator("#requirements tr[id], #cases tr[id], #monitors tr[id], .card, #failures .exchange[id]")
      .evaluateAll((boxes: readonly { id: string }[]) => boxes.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(300);
    const wrong: (string | undefined)[] = [];
    for (const id of ids.filter((_, index) => index % 41 === 0)) {
      const href = `#${encodeURIComponent(id)}`;
      await opened.goto("about:blank");
      await opened.goto(address + href);
      wrong.push(await missed(opened, href));
    }
    expect(wrong.filter((one) => one !== undefined)).toEqual([]);
  }, 180_000);

  it("a link from the matrix leads to the card, and one from the card back", async () => {
    const opened = await open(width, withScript);
    const row = opened.locator("#requirements tr[data-kind=failed]").first();
    const there = row.getByRole("link", { name: /^evidence/ });
    const card = (await there.getAttribute("href")) ?? "";
    await there.click();
    expect(await missed(opened, card)).toBeUndefined();
    const back = opened.locator(`[id="${decodeURIComponent(card.slice(1))}"] a[href^="#ASMS-"]`).first();
    const requirement = (await back.getAttribute("href")) ?? "";
    await back.click();
    expect(await missed(opened, requirement)).toBeUndefined();
    expect(opened.url()).toBe(pathToFileURL(join(pages.folder, "mutant.html")).href + requirement);
  });
});
