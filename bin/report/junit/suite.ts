import { xmlElement } from "../escape/xml.ts";

/** A case of a suite. */
export interface Case {
  readonly name: string;
  readonly group: string;
  readonly file?: string | undefined;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  /** One line on what became of it; empty if there is nothing to say. */
  readonly message: string;
  /** All that there is to say, in lines. */
  readonly text: string;
}

export interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly xml: string;
}

export function suite(name: string, cases: readonly Case[]): Suite {
  const count = (wanted: Case["outcome"]): number =>
    cases.filter(({ outcome }) => outcome === wanted).length;
  const counts = {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
  // Some readers want a time, and the report has none.
  const xml = xmlElement("testsuite", { name, ...counts, time: 0 }, cases.map(caseXml));
  return { ...counts, xml };
}

function caseXml({ name, group, file, outcome, message, text }: Case): string {
  const attributes = { name, classname: group, file, time: 0 };
  const told = { message: message === "" ? undefined : message };
  if (outcome === "passed") {
    const output = [message, text].filter((part) => part !== "").join("\n");
    return xmlElement(
      "testcase",
      attributes,
      output === "" ? [] : [xmlElement("system-out", {}, output)],
    );
  }
  const typed = outcome === "skipped" ? told : { ...told, type: group };
  return xmlElement("testcase", attributes, [xmlElement(outcome, typed, text)]);
}
