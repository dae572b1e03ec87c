// The body editor over its textarea, which stays the form's field and the way without scripts.
// Pasted HTML is cleaned by the server; a body that the editor could not hold is edited as source.
const ALIGNMENTS = ["align-center", "align-right", "indent"];
const HELD = new Set("p h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tfoot tr td th strong em u s sub sup a br hr blockquote b i img".split(" "));

const make = (tag, more = {}) => Object.assign(document.createElement(tag), more);

// What would be lost: elements outside the schema, and numbers of list items.
function unheld(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const found = new Set();
  for (const node of body.querySelectorAll("*")) {
    const tag = node.tagName.toLowerCase();
    if (!HELD.has(tag)) found.add(tag);
    if (tag === "li" && node.hasAttribute("value")) found.add("li value");
  }
  return [...found];
}

function classed(prose) {
  return prose.Extension.create({
    name: "bodyClass",
    addGlobalAttributes() {
      const attribute = {
        default: null,
        parseHTML: (node) => ALIGNMENTS.find((name) => node.classList.contains(name)) ?? null,
        renderHTML: ({ bodyClass }) => (bodyClass ? { class: bodyClass } : {}),
      };
      return [{ types: ["paragraph", "heading", "tableCell", "tableHeader"], attributes: { bodyClass: attribute } }];
    },
  });
}

function extensions(prose) {
  const { Document, Paragraph, Text, HardBreak, Heading, Bold, Italic, Underline, Strike, Subscript, Superscript } = prose;
  const { BulletList, OrderedList, ListItem, Blockquote, HorizontalRule, History, Dropcursor, Gapcursor, Link } = prose;
  const { Table, TableRow, TableCell, TableHeader, TrailingNode, Image } = prose;
  return [
    Document, Paragraph, Text, HardBreak, Heading, Bold, Italic, Underline, Strike, Subscript, Superscript,
    BulletList, OrderedList, ListItem, Blockquote, HorizontalRule, History, Dropcursor, Gapcursor,
    Link.configure({ openOnClick: false }), Table.configure({ resizable: false }), TableRow, TableCell, TableHeader, TrailingNode, Image?.configure({ inline: true }), classed(prose),
  ].filter(Boolean);
}

function align(editor, name) {
  const block = editor.isActive("heading") ? "heading" : "paragraph";
  const now = editor.getAttributes(block).bodyClass;
  editor.chain().focus().updateAttributes(block, { bodyClass: now === name ? null : name }).run();
}

const inTable = (editor) => editor.isActive("table");

const TOOLS = [
  ["段落", (e) => e.chain().focus().setParagraph().run(), (e) => e.isActive("paragraph")],
  ["一级标题", (e) => e.chain().focus().toggleHeading({ level: 2 }).run(), (e) => e.isActive("heading", { level: 2 })],
  ["二级标题", (e) => e.chain().focus().toggleHeading({ level: 3 }).run(), (e) => e.isActive("heading", { level: 3 })],
  null,
  ["加粗", (e) => e.chain().focus().toggleBold().run(), (e) => e.isActive("bold")],
  ["居中", (e) => align(e, "align-center"), (e) => e.isActive({ bodyClass: "align-center" })],
  ["居右", (e) => align(e, "align-right"), (e) => e.isActive({ bodyClass: "align-right" })],
  null,
  ["编号", (e) => e.chain().focus().toggleOrderedList().run(), (e) => e.isActive("orderedList")],
  ["列表", (e) => e.chain().focus().toggleBulletList().run(), (e) => e.isActive("bulletList")],
  null,
  ["插入表格", (e) => e.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), null, (e) => !inTable(e)],
  ["加行", (e) => e.chain().focus().addRowAfter().run(), null, inTable],
  ["加列", (e) => e.chain().focus().addColumnAfter().run(), null, inTable],
  ["删行", (e) => e.chain().focus().deleteRow().run(), null, inTable],
  ["删列", (e) => e.chain().focus().deleteColumn().run(), null, inTable],
  ["合并拆分", (e) => e.chain().focus().mergeOrSplit().run(), null, inTable],
  ["表头", (e) => e.chain().focus().toggleHeaderCell().run(), null, inTable],
  ["删表", (e) => e.chain().focus().deleteTable().run(), null, inTable],
  null,
  ["撤销", (e) => e.chain().focus().undo().run(), null],
  ["重做", (e) => e.chain().focus().redo().run(), null],
];

function toolbar(editor) {
  const bar = make("div", { className: "prose-tools" });
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "正文格式");
  const updates = [];
  for (const tool of TOOLS) {
    if (!tool) { bar.append(make("span", { className: "gap" })); continue; }
    const [label, act, on, shown] = tool;
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => act(editor));
    bar.append(button);
    updates.push(() => {
      if (on) button.setAttribute("aria-pressed", String(on(editor)));
      if (shown) button.hidden = !shown(editor);
    });
  }
  const update = () => updates.forEach((each) => each());
  editor.on("transaction", update);
  update();
  return bar;
}

async function cleaned(html, { clean, token }) {
  const answer = await fetch(clean, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ html }) });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

export async function startEditor(textarea, options) {
  const lost = unheld(textarea.value);
  const foot = make("div", { className: "prose-foot" });
  const note = make("p", { className: "quiet small" });
  note.setAttribute("role", "status");
  foot.append(note);
  textarea.after(foot);
  if (lost.length) {
    note.textContent = `正文里有编辑器放不下的内容（${lost.join("、")}），为免丢失，请直接改源码。`;
    return;
  }
  let prose;
  try {
    prose = await import(options.url);
  } catch {
    note.textContent = "编辑器没有加载成，请直接改源码；保存照常。";
    return;
  }
  const frame = make("div", { className: "editor" });
  const element = make("div", { className: "prose doc-body" });
  frame.append(element);
  textarea.after(frame);
  const editor = new prose.Editor({
    element,
    injectCSS: false,
    extensions: extensions(prose),
    content: textarea.value,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "正文" },
    },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  element.before(toolbar(editor));
  // Caught on the way down: the editor would otherwise parse what was pasted, as it came.
  element.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    cleaned(html, options)
      .then((answer) => {
        editor.chain().focus().insertContent(answer.html).run();
        note.textContent = answer.removed.length ? `已粘贴，去掉了：${answer.removed.join("；")}。` : "已粘贴，格式已整理。";
      })
      .catch(() => { note.textContent = "没有粘贴成，网络可能断了，请再试一次。"; });
  }, { capture: true });
  textarea.hidden = true;
  const source = make("button", { type: "button", className: "button quiet", textContent: "改源码" });
  source.addEventListener("click", () => {
    const toSource = textarea.hidden;
    if (!toSource) editor.commands.setContent(textarea.value, { emitUpdate: false });
    textarea.hidden = !toSource;
    frame.hidden = toSource;
    source.textContent = toSource ? "回到编辑器" : "改源码";
  });
  foot.append(source);
  textarea.addEventListener("prose:reload", () => editor.commands.setContent(textarea.value, { emitUpdate: false }));
}
