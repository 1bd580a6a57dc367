// The keys in parts of ours: JupyterLab is asked to leave them to the part
// in focus, and gets those of its own back, such as Ctrl+S and Shift+Enter.

const LEAVE = "data-lm-suppress-shortcuts"; // JupyterLab looks for it

let passing = false;

/** Whether a key belongs to JupyterLab or the browser. */
const isOfLab = (event) => event.ctrlKey || event.metaKey || event.altKey
  || (event.shiftKey && event.key === "Enter");

/** Let JupyterLab have a key that it has left to us. */
function passOn(event, root) {
  if (passing) return; // this is the one that was passed on
  const parts = [root, ...root.querySelectorAll(`[${LEAVE}]`)]
    .filter((part) => part.hasAttribute(LEAVE));
  for (const part of parts) part.removeAttribute(LEAVE);
  passing = true;
  const taken = !event.target.dispatchEvent(
    new KeyboardEvent(event.type, event));
  passing = false;
  for (const part of parts) part.setAttribute(LEAVE, "true");
  if (taken) event.preventDefault();
  event.stopPropagation();
}
