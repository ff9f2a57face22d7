import type { Report, ReportFile } from "../../report.ts";
import { html } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { fileId } from "../view.ts";

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: { readonly name: string; readonly index: number; readonly file: ReportFile }[];
}

/** The ids of the steps that changed a file, in the order of the phases. */
export function stepIds({ phases, files }: Report): readonly string[] {
  const used = new Set(files.flatMap(({ steps }) => steps));
  const ordered = phases.flatMap(({ steps }) => steps.map(({ id }) => id));
  return [
    ...ordered.filter((id) => used.has(id)),
    ...[...used].filter((id) => !ordered.includes(id)),
  ];
}

/** The changed files by folder, each linked to its lines, below a filter. */
export function fileTree(report: Report): Markup | null {
  if (report.files.length === 0) return null;
  const root: Folder = { folders: new Map(), files: [] };
  for (const [index, file] of report.files.entries()) {
    const parts = file.path.split("/");
    const name = parts.pop() ?? file.path;
    let folder = root;
    for (const part of parts) {
      const next = folder.folders.get(part) ?? { folders: new Map(), files: [] };
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.push({ name, index, file });
  }
  return html`<details class="tree" id="tree" open>
    <summary>
      <h2>Files</h2>
      <span class="n">${report.files.length}</span>
    </summary>
    ${filter(report)}
    <ul>
      ${content(root)}
    </ul>
  </details>`;
}

function filter(report: Report): Markup {
  const steps = stepIds(report);
  const kinds = [...new Set(report.files.map(({ change }) => change))];
  const titles = new Map(
    report.phases.flatMap(({ steps }) => steps).map(({ id, title }) => [id, title]),
  );
  const titleOf = (id: string): string => {
    const title = titles.get(id) ?? "";
    return title.length > 60 ? `${title.slice(0, 60)}…` : title;
  };
  return html`<div class="filter" role="search" aria-label="Files" data-script hidden>
    <label
      >Path
      <input
        type="search"
        id="filter"
        autocomplete="off"
        spellcheck="false"
        placeholder="part of a path"
    /></label>
    <div class="row">
      <label
        >Step
        <select id="filter-step">
          <option value="">all</option>
          ${steps.map((id, index) => html`<option value="${String(index)}">${id} ${titleOf(id)}</option>`)}
        </select></label
      >
      <label
        >Change
        <select id="filter-kind">
          <option value="">all</option>
          ${kinds.map((kind) => html`<option value="${kind}">${kind}</option>`)}
        </select></label
      >
    </div>
    <output id="shown" aria-live="polite"></output>
  </div>`;
}

function content(folder: Folder): Markup {
  const folders = [...folder.folders].map(([name, inner]) => folderMarkup(name, inner));
  return html`${folders}${folder.files.map(({ name, index, file }) => fileMarkup(name, index, file))}`;
}

/** A folder that holds nothing but another one stands with it in one line. */
function folderMarkup(name: string, folder: Folder): Markup {
  const [only, ...others] = folder.folders;
  if (only && others.length === 0 && folder.files.length === 0) {
    return folderMarkup(`${name}/${only[0]}`, only[1]);
  }
  return html`<li>
    <details open>
      <summary>${breakable(name)}</summary>
      <ul>
        ${content(folder)}
      </ul>
    </details>
  </li> `;
}

const LETTERS = { added: "A", modified: "M", deleted: "D", moved: "R" } as const;

function fileMarkup(name: string, index: number, file: ReportFile): Markup {
  const { change, additions, deletions } = file;
  return html`<li class="leaf" id="tree-${fileId(index)}">
    <a href="#${fileId(index)}"
      ><span class="letter ${change}" aria-hidden="true">${LETTERS[change]}</span
      ><span class="name">${name}</span><span class="vh">, ${change},</span>
      <span class="numbers"
        >${additions > 0 && html`<span class="plus">+${additions}</span>`}
        ${deletions > 0 && html`<span class="minus">−${deletions}</span>`}</span
      ></a
    >
  </li> `;
}

/** Lets a long line of folders break after its slashes. */
function breakable(path: string): Markup {
  const parts = path.split("/");
  return html`${parts.map((part, index) => (index === 0 ? html`${part}` : html`/<wbr />${part}`))}`;
}
