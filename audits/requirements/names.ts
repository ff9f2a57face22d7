/** What the kinds of requirements are called, for what only wants to know one by its name. */
export const REQUIREMENT_NAMES = ["split-data-ready"] as const;
export type RequirementName = (typeof REQUIREMENT_NAMES)[number];
