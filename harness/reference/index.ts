/** The reference server's public surface. Everything outside this folder imports from here. */
export { findVariants, mutantIds, variants } from "./mutants/index.js";
export { startReferenceServer } from "./server.js";
export type { ReferenceOptions, ReferenceServer } from "./types.js";
export type { Variant, VariantKind } from "./variant.js";
