/** The vocabulary's public surface. Everything outside this folder imports from here. */
export * from "./commands.js";
export * from "./exchange.js";
export * from "./folder-type.js";
export * from "./get-item-estimate.js";
export * from "./item.js";
export * from "./observation.js";
export * from "./protocol-version.js";
export * from "./settings.js";
export * from "./sync.js";
