// The view in an isolated frame: its theme is told to it, its selection is told back.  Nothing else passes.

const isDark = () => {
  const [root, body] = [document.documentElement, document.body];
  if (body.dataset.jpThemeLight !== undefined) return body.dataset.jpThemeLight === "false";
  const words = `${root.className} ${body.className} ${root.dataset.theme || ""} ${body.dataset.theme || ""} ${body.dataset.vscodeThemeKind || ""}`;
  if (/\bdark|-dark\b/.test(words)) return true;
  if (/\blight|-light\b/.test(words)) return false;
  return matchMedia("(prefers-color-scheme: dark)").matches;
};

function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.title = model.get("_title");
  frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox");
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "no-referrer";
  frame.style.cssText = `width:100%;height:${model.get("height")}px;border:1px solid #8884;border-radius:6px`;
  frame.srcdoc = model.get("_html");
  const greet = () => frame.contentWindow?.postMessage({ kg: "theme", theme: isDark() ? "dark" : "light" }, "*");
  const hear = (event) => {
    if (event.source !== frame.contentWindow) return;
    if (event.data?.kg === "ready") greet();
    if (event.data?.kg !== "selection") return;
    model.set("selection", event.data.selection);
    model.save_changes();
  };
  window.addEventListener("message", hear);
  const watch = new MutationObserver(greet);
  for (const node of [document.documentElement, document.body]) watch.observe(node, { attributes: true });
  frame.addEventListener("load", greet);
  el.append(frame);
  return () => {
    window.removeEventListener("message", hear);
    watch.disconnect();
  };
}

export default { render };
