import type { RequirementKind } from "../requirement.ts";
import type { RequirementName } from "./names.ts";
import { splitDataReady } from "./split-data-ready.ts";

/** Each kind of requirement that a phase can have. */
const KINDS: Readonly<Record<RequirementName, RequirementKind<unknown>>> = {
  "split-data-ready": splitDataReady,
};

/** Every kind of requirement that a phase can have. */
export const requirementKinds: readonly RequirementKind<unknown>[] = Object.values(KINDS);
