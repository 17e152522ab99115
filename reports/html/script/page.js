// What a browser with script can do beyond the plain page. It adds nothing that the page would be wrong without.
(() => {
  /** What a row says, without the packed transcript that it may hold. */
  function wordsOf(row) {
    const packed = [...row.querySelectorAll("script")].map((block) => block.textContent);
    return packed.reduce((text, block) => text.replace(block, ""), row.textContent).toLowerCase();
  }

  /** Rows of a table that fit the words and the level that were chosen; the radio buttons work by style. */
  function wireSearch(section) {
    const tools = section.querySelector(".tools");
    const rows = [...section.querySelectorAll("tr[data-kind]")];
    const words = tools.querySelector("input[type=search]");
    const level = tools.querySelector("select");
    const status = tools.querySelector("[role=status]");
    const choices = [...section.querySelectorAll(".filter input")];
    let texts;
    const apply = () => {
      texts ??= rows.map(wordsOf);
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, index) => {
        const fits =
          wanted.every((word) => texts[index].includes(word)) && (!level?.value || row.dataset.level === level.value);
        row.classList.toggle("unfit", !fits);
      });
      const kind = choices.find((choice) => choice.checked)?.value ?? "all";
      const chosen = rows.filter((row) => kind === "all" || row.dataset.kind === kind);
      const shown = chosen.filter((row) => row.getClientRects().length > 0).length;
      status.textContent = `${shown} of ${chosen.length} shown${shown > 0 ? "" : `. No ${status.dataset.row} matches.`}`;
    };
    section.addEventListener("input", apply);
    section.addEventListener("change", apply);
    tools.hidden = false;
  }

  /** What stands above an element is laid out at once: a browser that only guesses how tall it is scrolls elsewhere. */
  function layOutAbove(element) {
    for (const waiting of document.querySelectorAll(".card, .filtered")) {
      if (waiting.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) waiting.classList.add("above");
    }
  }

  /** Opens whatever hides an element, and shows it. */
  function reveal(element) {
    layOutAbove(element);
    for (let parent = element; parent; parent = parent.parentElement) {
      if (parent.localName === "details") parent.open = true;
    }
    if (element.matches("input[type=radio]")) {
      element.checked = true;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }
    element.classList.remove("unfit");
    element.querySelector(":scope > td > details.of-case")?.setAttribute("open", "");
    element.scrollIntoView();
  }

  /** The element that a fragment names, "#x"; null when there is none. */
  function targetOf(hash) {
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Not encoded: taken as it stands.
    }
    return id === "" ? null : document.getElementById(id);
  }

  function followFragment() {
    const element = targetOf(location.hash);
    if (element) reveal(element);
  }

  async function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  /** Puts the transcript of a case in the place of its button. */
  async function showTranscript(button) {
    const block = button.parentElement.querySelector("script");
    const pre = document.createElement("pre");
    pre.className = "xml";
    pre.tabIndex = 0;
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", button.dataset.label);
    pre.textContent = await unpack(block.textContent);
    button.replaceWith(pre);
    pre.focus();
  }

  function wireTranscripts() {
    if (typeof DecompressionStream === "undefined") return;
    for (const button of document.querySelectorAll("button.transcript")) {
      button.hidden = false;
      button.addEventListener("click", () => showTranscript(button), { once: true });
    }
  }

  /** The way of browsers that give a page from a file no clipboard, or forbid it. */
  function copySelected(code) {
    const selection = getSelection();
    selection.selectAllChildren(code);
    const copied = document.execCommand("copy");
    if (copied) selection.removeAllRanges();
    return copied;
  }

  async function copy(code) {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      return copySelected(code);
    }
  }

  function wireCopying() {
    for (const button of document.querySelectorAll("button.copy")) {
      const code = button.parentElement.querySelector("code");
      button.hidden = false;
      button.addEventListener("click", async () => {
        // What cannot be copied stays selected, for the reader's own keys.
        button.textContent = (await copy(code)) ? "Copied" : "Selected";
        setTimeout(() => {
          button.textContent = "Copy";
        }, 2000);
      });
    }
  }

  /** Lists of names stand open on paper, in browsers whose style alone cannot do that too. */
  function wirePrinting() {
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = [...document.querySelectorAll("details.names:not([open])")];
      for (const details of closed) details.open = true;
    });
    addEventListener("afterprint", () => {
      for (const details of closed) details.open = false;
    });
  }

  function wireOpening() {
    for (const button of document.querySelectorAll("button.open-all")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const all = [...button.closest("section").querySelectorAll("details")];
        const open = all.some((details) => !details.open);
        for (const details of all) details.open = open;
        button.textContent = open ? "Close all" : "Open all";
      });
    }
  }

  for (const section of document.querySelectorAll(".filtered"))
    if (section.querySelector(".tools")) wireSearch(section);
  wireTranscripts();
  wireCopying();
  wireOpening();
  wirePrinting();
  addEventListener("hashchange", followFragment);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const target = link && targetOf(link.hash);
    // Before the browser scrolls.
    if (target) layOutAbove(target);
    // A link that is followed again does not change the address.
    if (link && link.hash === location.hash) followFragment();
  });
  followFragment();
})();
