import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { commandSchemas } from "./catalogue.js";
import { applicationDataSchema } from "./item.js";

// At run time they are taken at their word (validator.ts).
const ajv = new Ajv2020({ strict: false });

const all = Object.entries(commandSchemas).flatMap(([command, { request, response, oldRequest }]) =>
  Object.entries({ request, response, ...(oldRequest === undefined ? {} : { oldRequest }) }).map(
    ([kind, schema]) => [`${command} ${kind}`, schema] as const,
  ),
);

test.each([...all, ["ApplicationData", applicationDataSchema] as const])("%s is a JSON Schema", (_name, schema) => {
  expect([ajv.validateSchema({ ...schema }), ajv.errors]).toEqual([true, null]);
});
