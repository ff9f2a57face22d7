import { FORMATS } from "../../bin/report/formats.ts";
import type { Format } from "../../bin/report/formats.ts";
import type { Renderer } from "../../bin/report/renderer.ts";
import { rendererOf } from "../../bin/report/renderers.ts";

const loaded: Partial<Record<Format, Renderer>> = {};
for (const format of FORMATS) loaded[format] = await rendererOf(format);

/** The renderer of each format, loaded. */
export const renderers = loaded as Readonly<Record<Format, Renderer>>;
