import type { Format } from "./formats.ts";
import { renderCommit } from "./commit.ts";
import { withoutCommands } from "./escape/workflow-command.ts";
import { renderGithub } from "./github.ts";
import { renderGitlab } from "./gitlab.ts";
import { renderHtml } from "./html.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderPretty } from "./pretty.ts";
import type { Renderer } from "./renderer.ts";
import { renderSarif } from "./sarif.ts";

/** The renderer of each format. */
export const renderers: Readonly<Record<Format, Renderer>> = {
  // It is printed to logs, too, where GitHub's runner obeys lines of a certain form.
  pretty: (report, options) => withoutCommands(renderPretty(report, options)),
  json: renderJson,
  markdown: renderMarkdown,
  github: renderGithub,
  sarif: renderSarif,
  junit: renderJunit,
  gitlab: renderGitlab,
  html: renderHtml,
  commit: renderCommit,
};
