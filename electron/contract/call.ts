import * as v from 'valibot';

/** One call of the contract: its input is parsed in the main process before any handler sees it; its output is a type. */
export interface Call<Input, Output> {
  readonly input: v.GenericSchema<unknown, Input>;
  readonly output: OutputType<Output>;
}

declare const outputType: unique symbol;
/** Carries the type of an answer. Answers are made by our own code, so they are not parsed again. */
export interface OutputType<T> {
  readonly [outputType]?: T;
}

export function returns<T>(): OutputType<T> {
  return {};
}

export function call<Schema extends v.GenericSchema, Output>(definition: {
  input: Schema;
  output: OutputType<Output>;
}): Call<v.InferOutput<Schema>, Output> {
  return definition;
}

export type InputOf<C> = C extends Call<infer Input, unknown> ? Input : never;
export type OutputOf<C> = C extends Call<never, infer Output> ? Output : C extends Call<infer _I, infer Output> ? Output : never;

export const nothing = v.optional(v.strictObject({}), {});
