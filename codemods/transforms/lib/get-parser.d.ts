/** As jscodeshift has it; its types leave it out. */
declare module "jscodeshift/src/getParser.js" {
  import type { Parser } from "jscodeshift";

  export default function getParser(name: "ts" | "tsx"): Parser;
}
