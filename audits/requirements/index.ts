import type { RequirementKind } from "../requirement.ts";
import { splitDataReady } from "./split-data-ready.ts";

/** Every kind of requirement that a phase can have. */
export const requirementKinds: readonly RequirementKind<unknown>[] = [splitDataReady];
