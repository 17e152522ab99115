import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeViolations, type Opened, openPages } from "../testing/browser.js";
import { pageNames, served, writePages } from "../testing/pages.js";

// What only a browser can say of the page: that it asks the network for nothing, that assistive technology can read it,
// that links, filters and print do what they say.

const pages = openPages(writePages, 300_000);

function open(name: string, fragment = "", options: BrowserContextOptions = {}): Promise<Opened> {
  return pages.open(`${name}.html`, fragment, options);
}

/** Runs in the page: names of the boxes that hold more than they show. */
const overflowing = (boxes: readonly { scrollWidth: number; clientWidth: number; textContent: string | null }[]) =>
  boxes.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent);

/** Runs in the page: lists whose content takes no room. */
const withoutHeight = (
  lists: readonly { lastElementChild: { getBoundingClientRect(): { height: number } } | null }[],
) =>
  lists
    .filter(({ lastElementChild }) => lastElementChild?.getBoundingClientRect().height === 0)
    .map((_, index) => index);

/** Runs in the page: cards without a mark that do not say why. */
const unmarked = (
  cards: readonly { id: string; textContent: string | null; querySelector(selector: string): unknown }[],
) =>
  cards
    .filter((card) => card.querySelector("mark") === null && !/None is marked/.test(card.textContent ?? ""))
    .map(({ id }) => id);

/** In the page: boxes with more in them than they show, and no way to scroll to it. */
const spilling = `[...document.querySelectorAll("main *, header *, footer *")]
  .filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1 && !box.closest("svg, .unseen"))
  .filter((box) => getComputedStyle(box.closest("thead") ?? box).clipPath === "none")
  .filter((box) => !["auto", "scroll"].includes(getComputedStyle(box).overflowX))
  .filter((box) => getComputedStyle(box).display !== "inline")
  .map((box) => box.tagName + "." + box.className)`;

async function openDetails(opened: Page): Promise<void> {
  await opened.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })");
}

describe.each(pageNames)("the report of the %s run", (name) => {
  it("asks for nothing and complains about nothing", async () => {
    const { requests, complaints, page } = await open(name);
    await openDetails(page);
    expect(requests).toEqual([pathToFileURL(join(pages.folder, `${name}.html`)).href]);
    expect(complaints).toEqual([]);
    expect(await page.title()).toMatch(/^\[MS-ASMS\] conformance report: /);
  });

  it.each(["light", "dark"] as const)("has no axe violation in %s", async (colorScheme) => {
    const { page } = await open(name, "", { colorScheme, bypassCSP: true });
    await openDetails(page);
    expect(await axeViolations(page)).toEqual([]);
  });

  it("can be read without script", async () => {
    const { page, requests, complaints } = await open(name, "", { javaScriptEnabled: false });
    expect(await page.locator("#verdict-title").isVisible()).toBe(true);
    expect(await page.locator("#requirements tbody tr[id]").locator("visible=true").count()).toBe(158);
    expect(await page.locator("button, .tools").locator("visible=true").count()).toBe(0);
    expect([requests.length, complaints]).toEqual([1, []]);
  });

  it.each([320, 360, 400, 700, 1024, 1280])("needs no sideways scrolling at %i pixels", async (width) => {
    const { page } = await open(name, "", { viewport: { width, height: 800 } });
    await openDetails(page);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    // What stands on the first screen has to be seen whole; long tables further down scroll in a box of their own.
    expect(await page.locator(".overview .wide").evaluateAll(overflowing)).toEqual([]);
    expect(await page.evaluate(spilling)).toEqual([]);
  });

  it.each([360, 768, 1100])("stands the cells of a requirement below one another at %i pixels", async (width) => {
    const { page } = await open(name, "", { viewport: { width, height: 800 } });
    const table = page.locator("#requirements .wide");
    expect(await table.evaluateAll(overflowing)).toEqual([]);
    const row = table.locator("tr[id]").first();
    const { x: left = 0 } = (await row.getByRole("rowheader").boundingBox()) ?? {};
    const cells = await row.getByRole("cell").all();
    expect(cells).toHaveLength(5);
    for (const cell of cells) expect((await cell.boundingBox())?.x).toBe(left);
    expect(await table.getByRole("columnheader").allTextContents()).toContain("Ruling");
  });

  it("prints, with page numbers", async () => {
    const { page } = await open(name);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);
  });

  it("prints transcripts of failures only, and lists of names open", async () => {
    const { page } = await open(name, "", { javaScriptEnabled: false });
    await page.emulateMedia({ media: "print" });
    const shown = (selector: string) => page.locator(selector).locator("visible=true").count();
    expect(await shown("#warnings :is(.exchange, pre, svg.ladder)")).toBe(0);
    expect(await shown("#warnings .on-paper")).toBe(await page.locator("#warnings").count());
    const lists = page.locator("details.names");
    const closed = await lists.evaluateAll(withoutHeight);
    expect(closed).toEqual([]);
  });
});

it("opens at the requirement that a link names", async () => {
  const { page } = await open("sample", "#ASMS-3.2.5.1-5");
  const row = page.locator("tr:target");
  expect(await row.getAttribute("id")).toBe("ASMS-3.2.5.1-5");
  const box = await row.boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(900);
});

it("filters without script, and still shows the row that a link names", async () => {
  const { page } = await open("sample", "", { javaScriptEnabled: false });
  const rows = page.locator("#requirements tbody tr[id]");
  const shown = rows.locator("visible=true");
  expect(await shown.count()).toBe(158);
  await page.locator("#requirements input[value=failed]").check();
  expect(await shown.count()).toBe(4);
  expect(await page.locator("#requirements .chapter").locator("visible=true").count()).toBe(3);
  await page.goto(`${page.url()}#ASMS-2.2-1`);
  await page.locator("#requirements input[value=failed]").check();
  expect(await shown.count()).toBe(5);
});

it("prints every row, whatever is filtered on screen, and transcripts of failures", async () => {
  const { page } = await open("sample");
  await page.locator("#requirements input[value=failed]").check();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("#requirements tbody tr[id]").locator("visible=true").count()).toBe(158);
  expect(await page.locator(".filter").locator("visible=true").count()).toBe(0);
  expect(await page.locator("#failures .xml mark").first().isVisible()).toBe(true);
});

/** Runs that a server made, and those that are made by hand: what a reader does must work on all of them. */
const walked = ["sample", ...served];

describe.each(walked)("whoever reads the report of the %s run", (name) => {
  it("is led by the keyboard from the top to the verdict, the filters and the transcripts", async () => {
    const { page } = await open(name);
    await page.keyboard.press("Tab");
    const skip = page.locator(":focus");
    expect(await skip.textContent()).toBe("Skip to the verdict");
    const place = await skip.boundingBox();
    expect(place?.x).toBeGreaterThanOrEqual(0);
    const below = await page.locator(".identity .kind").boundingBox();
    expect((place?.y ?? 0) + (place?.height ?? Number.NaN)).toBeLessThanOrEqual(below?.y ?? 0);
    await page.keyboard.press("Enter");
    expect(page.url()).toMatch(/#verdict$/);
    await page.locator("#requirements input[value=all]").focus();
    await page.keyboard.press("ArrowRight");
    const rows = page.locator("#requirements tbody tr[id]");
    const failed = await page.locator("#requirements tr[data-kind=failed]").count();
    expect(failed).toBeGreaterThan(0);
    expect(await rows.locator("visible=true").count()).toBe(failed);
    const summary = page.locator("#failures .before > summary").first();
    await summary.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#failures .before").first().getAttribute("open")).toBe("");
  });

  it("filters by each verdict, without script", async () => {
    const { page } = await open(name, "", { javaScriptEnabled: false });
    const shown = page.locator("#requirements tbody tr[id]").locator("visible=true");
    for (const radio of await page.locator("#requirements .filter input:not([value=all])").all()) {
      const kind = await radio.getAttribute("value");
      await radio.check();
      expect(await shown.count()).toBe(await page.locator(`#requirements tr[data-kind="${kind}"]`).count());
    }
    await page.locator("#requirements input[value=all]").check();
    expect(await shown.count()).toBe(158);
  });

  it("comes from the first screen to just the rows that were not judged", async () => {
    const { page } = await open(name);
    const links = page.locator("#glance .open-rows a");
    expect(await links.count()).toBeGreaterThan(1);
    for (const link of await links.all()) {
      const [told] = /^\d+/.exec((await link.textContent()) ?? "") ?? [];
      await link.click();
      await expect
        .poll(() => page.locator("#requirements tbody tr[id]").locator("visible=true").count())
        .toBe(Number(told));
    }
  });

  it("finds a mark on each card, or a word on why there is none", async () => {
    const { page } = await open(name);
    const cards = page.locator("#failures article");
    expect(await cards.evaluateAll(unmarked)).toEqual([]);
  });
});

it("copies a command, and has no button for it without script", async () => {
  const { page } = await open("mutant", "", { permissions: ["clipboard-read", "clipboard-write"] });
  const command = page.locator("#failures .replay").first();
  await command.locator("button.copy").click();
  await expect.poll(() => command.locator("button.copy").textContent()).toBe("Copied");
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(await command.locator("code").textContent());
  const plain = await open("mutant", "", { javaScriptEnabled: false });
  expect(await plain.page.locator("button.copy").locator("visible=true").count()).toBe(0);
});

it("follows the colour scheme of the reader", async () => {
  const background = "getComputedStyle(document.body).backgroundColor";
  const light = await open("sample", "", { colorScheme: "light" });
  expect(await light.page.evaluate(background)).toBe("rgb(255, 255, 255)");
  await light.page.emulateMedia({ colorScheme: "dark" });
  expect(await light.page.evaluate(background)).toBe("rgb(21, 24, 27)");
});

it("runs nothing that a target sends", async () => {
  const { page, complaints } = await open("hostile");
  expect(await page.title()).not.toBe("owned");
  expect(await page.locator("script:not([type]), img").count()).toBe(1);
  await page.locator("#cases details.of-case > summary").first().click();
  await page.locator("#cases button.transcript").first().click();
  expect(await page.locator("#cases pre.xml").first().textContent()).toMatch(/&lt;script(?:>|&gt;)document\.title/);
  expect(await page.title()).not.toBe("owned");
  expect(await page.locator("script:not([type]), img").count()).toBe(1);
  expect(complaints).toEqual([]);
});

it("finds rows by their words and by level, beside the filter, and says how many are left", async () => {
  const { page } = await open("mutant");
  const tools = page.locator("#requirements .tools");
  const shown = page.locator("#requirements tbody tr[id]").locator("visible=true");
  await tools.locator("input[type=search]").fill("outbound settings");
  const found = await shown.count();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(30);
  expect(await tools.locator("[role=status]").textContent()).toBe(`${found} of 158 shown`);
  await tools.locator("input[type=search]").fill("");
  await tools.locator("select").selectOption("MUST NOT");
  expect(await shown.count()).toBe(2);
  await page.locator("#requirements input[value=failed]").check();
  expect(await shown.count()).toBe(0);
  const failed = await page.locator("#requirements tr[data-kind=failed]").count();
  expect(await tools.locator("[role=status]").textContent()).toBe(`0 of ${failed} shown. No requirement matches.`);
  await tools.locator("select").selectOption("");
  expect(await tools.locator("[role=status]").textContent()).toBe(`${failed} of ${failed} shown`);
});

it("shows a row that a link names although the search left it out", async () => {
  const { page } = await open("mutant");
  await page.locator("#requirements input[type=search]").fill("no such words");
  await page.goto(`${page.url()}#ASMS-3.2.5.1-5`);
  expect(await page.locator("[id='ASMS-3.2.5.1-5']").isVisible()).toBe(true);
});

it("opens the evidence of a case that a link names, and unpacks its transcript", async () => {
  const { page, requests, complaints } = await open("mutant", "#case-seed-and-read-back");
  const details = page.locator("[id='case-seed-and-read-back'] details.of-case");
  expect(await details.getAttribute("open")).toBe("");
  await details.locator("button.transcript").click();
  const transcript = details.locator("pre.xml");
  await transcript.waitFor();
  expect(await transcript.textContent()).toMatch(/──── seed-and-read-back\/.*<Class>SMS<\/Class>/s);
  expect([requests.length, complaints]).toEqual([1, []]);
});

it("opens what is closed around the target of a link", async () => {
  const { page } = await open("mutant");
  await page.evaluate(`{
    const inner = document.querySelector("#failures .before .earlier .message");
    inner.id = "deep";
    location.hash = "#deep";
  }`);
  await page.locator("#deep").waitFor();
  expect(await page.locator("#failures .before").first().getAttribute("open")).toBe("");
});

it.each([true, false])("tells by the keyboard what a requirement means (script: %s)", async (javaScriptEnabled) => {
  const { page } = await open("mutant", "", { javaScriptEnabled });
  const row = page.locator("[id='ASMS-3.2.5.1-5']");
  const told = row.getByText("A phone that asks wrongly is not told so");
  expect(await told.isVisible()).toBe(false);
  await row.getByRole("rowheader").getByRole("link").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await told.isVisible()).toBe(true);
});

it("opens and closes all evidence of the failures with one button", async () => {
  const { page } = await open("mutant");
  const button = page.locator("#failures .open-all");
  await button.click();
  expect(await page.locator("#failures details:not([open])").count()).toBe(0);
  await button.click();
  expect(await page.locator("#failures details[open]").count()).toBe(0);
});
