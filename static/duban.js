// Everything here is a convenience: the pages work without it.
"use strict";

// "/" goes to the search field.
document.addEventListener("keydown", (event) => {
  const find = document.getElementById("find");
  if (event.key === "/" && find && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    find.focus();
  }
});

// A form with data-ask asks before it does what cannot be undone.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !window.confirm(question)) {
    event.preventDefault();
  }
});

// A second click while the first is on its way sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  window.setTimeout(() => delete form.dataset.sent, 5000);
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// Files larger than the server takes are refused before anything is sent, so that nothing typed beside them is lost.
for (const field of document.querySelectorAll("input[type=file]")) {
  const most = Number(document.body.dataset.most);
  const check = () => {
    const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
    const inMegabytes = (bytes) => Math.ceil(bytes / 1048576);
    field.setCustomValidity(
      size < most ? "" : `一共 ${inMegabytes(size)} MB，一次最多 ${inMegabytes(most)} MB。请压缩，或者分几次传。`);
    field.reportValidity();
  };
  field.addEventListener("change", check);
}

// A form with data-keep keeps a person's unfinished words on this machine until a page says that they were taken.
const handedIn = localStorage.getItem("duban:handed-in");
if (handedIn && document.querySelector(".toast-bar")) {
  localStorage.removeItem(handedIn);
}
localStorage.removeItem("duban:handed-in");
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = "duban:" + document.documentElement.dataset.person + ":" + form.dataset.keep;
  const text = form.querySelector("textarea");
  if (text && !text.value) {
    text.value = localStorage.getItem(key) || "";
  }
  form.addEventListener("input", () => text && localStorage.setItem(key, text.value));
  form.addEventListener("submit", () => localStorage.setItem("duban:handed-in", key));
}

// A button that prints the page, which only a script can do.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A form with data-wait says on its button what takes a while, once it is on its way.
document.addEventListener("submit", (event) => {
  const button = event.target.dataset.wait && event.target.querySelector("button.btn-primary");
  if (button) {
    button.textContent = event.target.dataset.wait;
    button.setAttribute("aria-busy", "true");
  }
});

// A toast goes away by itself.
for (const toast of document.querySelectorAll(".toast-bar")) {
  window.setTimeout(() => toast.remove(), 10000);
}

// A bar for what is ticked shows how many are, stays in sight, and is away while none is.
for (const bar of document.querySelectorAll("form[data-bulk]")) {
  const boxes = [...bar.elements].filter((field) => field.type === "checkbox");
  const count = bar.querySelector("[data-count]");
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    bar.hidden = ticked === 0;
    boxes.forEach((box) => box.closest("tr") && box.closest("tr").classList.toggle("is-on", box.checked));
    count.textContent = count.dataset.count.replace("#", ticked);
  };
  const all = bar.querySelector("[data-all]");
  all.hidden = false;
  all.addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = true; });
    show();
  });
  document.addEventListener("change", (event) => boxes.includes(event.target) && show());
  bar.classList.add("is-live");
  show();
}

// The review desk: j and k go from draft to draft; a, r, e, s, m press what the draft marks with that key.
const desk = document.querySelector("[data-desk]");
if (desk) {
  const drafts = [...desk.querySelectorAll("[data-draft]")];
  const here = () => drafts.findIndex((draft) => draft.contains(document.activeElement));
  const began = drafts.findIndex((draft) => draft.id === location.hash.slice(1));
  const go = (place) => {
    const draft = drafts[Math.max(0, Math.min(place, drafts.length - 1))];
    const target = draft && (draft.querySelector("h3 a") || draft.querySelector("input:not([type=hidden])"));
    if (target) {
      target.focus({ preventScroll: true });
      draft.scrollIntoView({ block: "nearest" });
    }
  };
  document.addEventListener("keydown", (event) => {
    const typing = document.activeElement.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && typing) {
      document.activeElement.blur();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const place = here() >= 0 ? here() : began;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      go(place + (event.key === "j" ? 1 : -1));
    } else if (/^[aresm]$/.test(event.key) && drafts[place]) {
      const target = drafts[place].querySelector(`[data-key="${event.key}"]`);
      if (target) {
        event.preventDefault();
        (target.querySelector("summary") || target).click();
      }
    }
  });
  const source = document.getElementById("src");
  const sentence = source && (source.querySelector(".is-on") || source.querySelector(".hit"));
  if (sentence) {
    source.scrollTop += sentence.getBoundingClientRect().top - source.getBoundingClientRect().top - 120;
  }
}
