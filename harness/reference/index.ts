/** The reference server's public surface. Everything outside this folder imports from here. */
export { describe, findVariants, mutantIds, variants } from "./mutants/index.js";
export { entryFrom, MutantError } from "./own-mutant.js";
export { startReferenceServer } from "./server.js";
export type { ReferenceOptions, ReferenceServer } from "./types.js";
export type { AxisNeeds, Entry, Variant, VariantKind } from "./variant.js";
