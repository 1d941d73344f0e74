// On narrow screens the sidebar is a drawer before the conversation.

const REST = ["main", "thread", "wire"];

export function beginDrawer() {
  const nav = document.getElementById("sidebar");
  nav.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) closeDrawer(true);
  });
  addEventListener("mousedown", (event) => {
    if (!isOpen() || nav.contains(event.target)) return;
    event.preventDefault(); // which would take the focus to where nothing is
    closeDrawer(true);
  });
  matchMedia("(max-width: 900px)").addEventListener("change", () => closeDrawer());
}

const isOpen = () => document.body.classList.contains("drawer");

/** What lies behind can't be reached meanwhile. */
export function openDrawer() {
  show(true);
  document.querySelector("#sidebar [aria-current], #sidebar a")?.focus();
}

/** `isBack`: nothing was chosen, so the focus goes back to the button. */
export function closeDrawer(isBack = false) {
  show(false);
  if (isBack) document.querySelector(".drawer-open")?.focus();
}

function show(isShown) {
  document.body.classList.toggle("drawer", isShown);
  for (const id of REST) document.getElementById(id).inert = isShown;
}
