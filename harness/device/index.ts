/** The simulated phone's public surface. Everything outside this folder imports from here. */
export { defaultTimeoutMs } from "./channel.js";
export { createDevice } from "./device.js";
export { freshDeviceId } from "./device-id.js";
export { Endurance } from "./endurance.js";
export { fetchOptions, type TargetOffer } from "./fetch-options.js";
export * from "./types.js";
