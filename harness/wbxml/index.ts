/** The codec's public surface. Everything outside this folder imports from here. */
export * from "./tree.js";
