import type { Format } from "./formats.ts";
import { renderJson } from "./json.ts";
import { renderPretty } from "./pretty.ts";
import type { Renderer } from "./renderer.ts";

/** The renderer of each format. */
export const renderers: Readonly<Record<Format, Renderer>> = {
  pretty: renderPretty,
  json: renderJson,
};
