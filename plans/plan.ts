import type { Criterion } from "../audits/criterion.ts";
import type { Box, PhaseState } from "../audits/markdown/document.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Requirement } from "../audits/requirement.ts";
import type { Step } from "../codemods/step.ts";

/** A migration plan: phases in order, and the names that are to go. */
export interface Plan {
  readonly id: string;
  readonly title: string;
  readonly phases: readonly Phase[];
  readonly names: readonly TrackedName[];
  readonly allow: readonly AllowRule[];
  /** The Markdown document whose success criteria are the plan's; undefined if it has none. */
  readonly document: PlanDocument | undefined;
  /** Of a plan in code, the modules that it has imported by what it names them, so far. */
  readonly imported?: ReadonlySet<string>;
}

/** Where a plan is written down for people. */
export interface PlanDocument {
  /** From the root of the target, or absolute if it lies elsewhere. */
  readonly path: string;
  /** Whether the plan's own criteria do where the target does not have the file. */
  readonly optional: boolean;
  /** Once it has been read. */
  readonly read?: ReadDocument;
}

/** What a plan document was when its criteria were read. */
export interface ReadDocument {
  /** Whether it is one of the target's files; its path is then from the target's root. */
  readonly inTarget: boolean;
  /** The file itself, absolute. */
  readonly file: string;
  /** Its byte order mark included. */
  readonly text: string;
  /** The boxes of bullets, by the ids of the criteria that were made of them. */
  readonly boxes: ReadonlyMap<string, Box>;
}

/** The unit that is applied whole or not at all. */
export interface Phase {
  readonly id: string;
  readonly title: string;
  /** Why the phase is not run unless it is asked for by name. */
  readonly skipped: string | undefined;
  /** What the plan document says of its state. */
  readonly stated?: PhaseState;
  /** What must be so before anything of the phase is written. */
  readonly requires: readonly Requirement[];
  readonly steps: readonly Step[];
  readonly criteria: readonly Criterion[];
  readonly commands: readonly PhaseCommand[];
}

/** What is to be run, in order, when the change of a phase has been written. */
export interface PhaseCommand {
  /** With the system's shell if it is text, without one if it is a list. */
  readonly command: string | readonly string[];
  /** Where; `""` for the root. */
  readonly folder: RepoPath;
  /** What it does, if the plan says so. */
  readonly title: string | undefined;
  /** After this it is stopped. */
  readonly timeoutSeconds: number;
}

/** A name that the plan retires; every occurrence in every spelling is accounted for. */
export interface TrackedName {
  /** In camel case: `teamMembers`. */
  readonly name: string;
}

/** Occurrences that may stay. */
export interface AllowRule {
  /** The tracked names it is about; all of them if left out. */
  readonly names: readonly string[] | undefined;
  /** Globs over repository paths. */
  readonly paths: readonly string[];
  /** Why they may stay, in words for the report. */
  readonly reason: string;
}
