import { withoutCommands } from "./escape/workflow-command.ts";
import type { Format } from "./formats.ts";
import type { Renderer } from "./renderer.ts";

/** How each format is rendered, loaded when it is asked for: a run has one or two of them. */
const RENDERERS: Readonly<Record<Format, () => Promise<Renderer>>> = {
  pretty: async () => {
    const { renderPretty } = await import("./pretty.ts");
    // It is printed to logs, too, where GitHub's runner obeys lines of a certain form.
    return (report, options) => withoutCommands(renderPretty(report, options));
  },
  json: async () => (await import("./json.ts")).renderJson,
  markdown: async () => (await import("./markdown.ts")).renderMarkdown,
  github: async () => (await import("./github.ts")).renderGithub,
  sarif: async () => (await import("./sarif.ts")).renderSarif,
  junit: async () => (await import("./junit.ts")).renderJunit,
  gitlab: async () => (await import("./gitlab.ts")).renderGitlab,
  html: async () => (await import("./html.ts")).renderHtml,
  commit: async () => (await import("./commit.ts")).renderCommit,
};

/** What turns a report into `format`. */
export async function rendererOf(format: Format): Promise<Renderer> {
  return await RENDERERS[format]();
}
