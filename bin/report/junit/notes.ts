import type { Report } from "../report.ts";
import type { Case } from "./suite.ts";

/** The notes of the steps: what is worth knowing passes, the rest is for a person to clear. */
export function noteCases({ notes }: Report): readonly Case[] {
  return notes.map(({ code, severity, path, line, column, message, step }) => ({
    name: `${path === "" ? "the plan" : `${path}:${line}:${column}`} (step ${step})`,
    group: code,
    file: path === "" ? undefined : path,
    outcome: severity === "info" ? "passed" : "failure",
    message: severity,
    text: message,
  }));
}
