import { createHash } from "node:crypto";
import type { Report } from "../report.ts";
import { SCRIPT } from "./client.ts";
import { Markup, html } from "./markup.ts";
import { criteriaOutline } from "./parts/criteria.ts";
import { fileTree } from "./parts/tree.ts";
import { headline, verdict } from "./parts/verdict.ts";
import { STYLES } from "./styles/styles.ts";
import type { Section } from "./view.ts";

/** The whole document around `sections`. */
export function page(report: Report, sections: readonly Section[]): string {
  const { tool, command, dryRun, plan, planTitle } = report;
  const name = `${tool.name} ${command}${dryRun && command === "run" ? " (dry run)" : ""}`;
  const tree = fileTree(report);
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${headline(report)} · ${name} · ${planTitle}</title>
        ${INLINE}
      </head>
      <body>
        <a class="skip" href="#report">Skip to the report</a>
        <header class="bar">
          <p class="brand">${name}</p>
          <p class="plan">${plan}: ${planTitle}</p>
          ${controls(tree !== null)}
        </header>
        <main>
          ${verdict(report)}
          <div class="columns">
            <nav class="side" aria-label="On this page">
              <ul class="contents">
                ${sections.map(
                  ({ id, title, count, tone }) =>
                    html`<li>
                      <a href="#${id}"
                        ><span class="mark ${tone}" aria-hidden="true"></span>${title}
                        <span class="n">${count}</span></a
                      >
                    </li> `,
                )}
              </ul>
              ${criteriaOutline(report)} ${tree}
            </nav>
            <div class="report" id="report" tabindex="-1">
              ${sections.map(
                ({ id, title, count, body }) =>
                  html`<section id="${id}" aria-labelledby="${id}-title">
                    <h2 id="${id}-title">${title} <span class="n">${count}</span></h2>
                    ${body}
                  </section> `,
              )}
            </div>
          </div>
        </main>
        <footer>${facts(report)}</footer>
      </body>
    </html> `;
  return withoutCommands(text);
}

/**
 * A page may be printed to a log, where GitHub's runner obeys lines that begin with `::`, and `##[`
 * anywhere. A browser shows the same with the character's number in its place.
 */
function withoutCommands(text: string): string {
  return text.replaceAll("##[", "##&#91;").replaceAll(/^([^\S\n]*)::/gm, "$1&#58;:");
}

/** Put together outside of the template, for not a space may come between: the policy has hashes. */
const INLINE = Markup.trusted(`<style>${STYLES}</style>\n<script>${SCRIPT}</script>`);

/** What the page may load: nothing. What it may run: its own script. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLES)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function controls(hasFiles: boolean): Markup {
  return html`<div class="controls" data-script hidden>
    <details class="keys">
      <summary>Keys</summary>
      <div class="sheet">
        ${
          hasFiles &&
          html`<dl>
            <dt><kbd>/</kbd></dt>
            <dd>to the filter</dd>
            <dt><kbd>j</kbd> <kbd>n</kbd></dt>
            <dd>next file</dd>
            <dt><kbd>k</kbd> <kbd>p</kbd></dt>
            <dd>file before</dd>
            <dt><kbd>s</kbd></dt>
            <dd>side by side, or not</dd>
            <dt><kbd>Esc</kbd></dt>
            <dd>empty the filter</dd>
          </dl>`
        }
        <dl>
          <dt><kbd>t</kbd></dt>
          <dd>dark or light</dd>
        </dl>
        <label><input type="checkbox" id="keys" checked /> Single keys on</label>
      </div>
    </details>
    <button type="button" id="theme">Dark</button>
  </div>`;
}

function facts({ tool, plan, document, base }: Report): Markup {
  return html`<p>
    ${tool.name} ${tool.version} · plan
    ${plan}${document && html` · document <code>${document.path}</code>`}${base && html` · base <code>${base.ref}</code> at <code>${base.commit.slice(0, 12)}</code>`}
  </p>`;
}
