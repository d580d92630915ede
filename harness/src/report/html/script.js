"use strict";
(() => {
  const cases = [...document.querySelectorAll("details.case")];
  const text = document.getElementById("filter");
  const boxes = [...document.querySelectorAll("input[name=verdict]")];
  const cells = new Map([...document.querySelectorAll("a.cell")].map((cell) => [cell.dataset.case, cell]));

  // What shows an outcome is deflated until its case is opened; it is text and markup of the report's own, never script.
  async function unpack(one) {
    const place = one.querySelector("[data-packed]");
    if (!place) return;
    const bytes = Uint8Array.from(atob(place.dataset.packed), (byte) => byte.charCodeAt(0));
    place.removeAttribute("data-packed");
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      place.innerHTML = await new Response(stream).text();
    } catch (error) {
      place.textContent = `This browser cannot unpack it (${error}); saml-harness show prints it.`;
    }
  }

  function apply() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const one of cases) {
      const wanted = verdicts.has(one.dataset.verdict) && words.every((word) => one.dataset.search.includes(word));
      one.hidden = !wanted;
      cells.get(one.id)?.classList.toggle("hidden", !wanted);
      shown += wanted ? 1 : 0;
    }
    for (const category of document.querySelectorAll("section.category")) {
      category.hidden = !category.querySelector("details.case:not([hidden])");
    }
    document.querySelector(".nothing").hidden = shown > 0;
    document.getElementById("shown").value = `${shown} of ${cases.length} shown`;
  }

  function follow() {
    const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (one instanceof HTMLDetailsElement) {
      one.open = true;
      one.hidden = false;
      one.scrollIntoView();
    }
  }

  cases.forEach((one) => one.addEventListener("toggle", () => one.open && unpack(one)));
  text.addEventListener("input", apply);
  boxes.forEach((box) => box.addEventListener("change", apply));
  document.querySelector("form.filter").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("button[data-open]")) {
    button.addEventListener("click", () => {
      cases.filter((one) => !one.hidden).forEach((one) => { one.open = button.dataset.open === "open"; });
    });
  }
  addEventListener("hashchange", follow);
  apply();
  follow();
})();
