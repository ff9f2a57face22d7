/** zod: a schema's keys are the keys of what it parses. */
export const ZOD = /* ts */ `
declare module "zod" {
  interface Schema<T> {
    readonly "~type": T;
    parse(value: unknown): T;
    parseAsync(value: unknown): Promise<T>;
    safeParse(value: unknown): { success: true; data: T } | { success: false; error: any };
    optional(): Schema<T | undefined>;
    nullable(): Schema<T | null>;
    nullish(): Schema<T | null | undefined>;
    array(): Schema<T[]>;
    or<U>(other: Schema<U>): Schema<T | U>;
    and<U>(other: Schema<U>): Schema<T & U>;
    transform<U>(change: (value: T, context: any) => U): Schema<U>;
    pipe<U>(next: Schema<U>): Schema<U>;
    default(value: any): this; catch(value: any): this; describe(text: string): this; brand(...a: any[]): this;
    refine(...a: any[]): this; superRefine(...a: any[]): this; readonly(): this; meta(...a: any[]): this; check(...a: any[]): this;
    min(...a: any[]): this; max(...a: any[]): this; length(...a: any[]): this; email(...a: any[]): this; url(...a: any[]): this;
    uuid(...a: any[]): this; regex(...a: any[]): this; trim(...a: any[]): this; int(...a: any[]): this; positive(...a: any[]): this;
    nonempty(...a: any[]): this; nonnegative(...a: any[]): this; datetime(...a: any[]): this;
  }
  type TypeOf<S> = S extends { readonly "~type": infer T } ? T : any;
  type ShapeOf<S> = { [K in keyof S]: TypeOf<S[K]> };
  /** A mask, or what takes the place of some of a schema's keys: a key in it is the schema's. */
  type KeysOf<S> = { [K in keyof S]?: unknown };
  interface ObjectSchema<S> extends Schema<ShapeOf<S>> {
    readonly shape: S;
    extend<U>(more: U & KeysOf<S>): ObjectSchema<S & U>;
    safeExtend<U>(more: U & KeysOf<S>): ObjectSchema<S & U>;
    merge<U>(other: ObjectSchema<U> & ObjectSchema<KeysOf<S>>): ObjectSchema<S & U>;
    pick<K>(keys: K & KeysOf<S>): ObjectSchema<Pick<S, keyof K & keyof S>>;
    omit<K>(keys: K & KeysOf<S>): ObjectSchema<Omit<S, keyof K>>;
    partial(keys?: KeysOf<S>): ObjectSchema<S>; required(keys?: KeysOf<S>): ObjectSchema<S>; deepPartial(): ObjectSchema<S>;
    strict(): this; passthrough(): this; strip(): this; loose(): this; catchall(schema: any): this;
  }
  interface Z {
    object<S>(shape: S, ...rest: any[]): ObjectSchema<S>;
    strictObject<S>(shape: S): ObjectSchema<S>;
    looseObject<S>(shape: S): ObjectSchema<S>;
    array<S>(item: S): Schema<TypeOf<S>[]>;
    union<S extends readonly unknown[]>(items: S): Schema<TypeOf<S[number]>>;
    discriminatedUnion<S extends readonly unknown[]>(key: string, items: S): Schema<TypeOf<S[number]>>;
    intersection<A, B>(a: A, b: B): Schema<TypeOf<A> & TypeOf<B>>;
    tuple(items: any): Schema<any>; record(...a: any[]): Schema<any>; map(...a: any[]): Schema<any>; set(item: any): Schema<any>;
    optional<S>(schema: S): Schema<TypeOf<S> | undefined>; nullable<S>(schema: S): Schema<TypeOf<S> | null>;
    lazy<S>(make: () => S): Schema<TypeOf<S>>; preprocess<S>(change: any, schema: S): Schema<TypeOf<S>>;
    string(...a: any[]): Schema<string>; number(...a: any[]): Schema<number>; boolean(...a: any[]): Schema<boolean>;
    bigint(...a: any[]): Schema<bigint>; date(...a: any[]): Schema<Date>; symbol(): Schema<symbol>;
    literal<const T>(value: T): Schema<T>; enum(values: any): Schema<any> & { options: any; enum: any };
    nativeEnum(values: any): Schema<any>; custom<T>(...a: any[]): Schema<T>; instanceof(type: any): Schema<any>;
    any(): Schema<any>; unknown(): Schema<unknown>; void(): Schema<void>; null(): Schema<null>; undefined(): Schema<undefined>; never(): Schema<never>;
    email(...a: any[]): Schema<string>; url(...a: any[]): Schema<string>; uuid(...a: any[]): Schema<string>; iso: any;
    coerce: any; NEVER: never; ZodIssueCode: any; ZodError: any;
  }
  export const z: Z;
  export namespace z {
    export type infer<S> = TypeOf<S>;
    export type input<S> = TypeOf<S>;
    export type output<S> = TypeOf<S>;
    export type TypeOf<S> = import("zod").infer<S>;
    export type ZodType<T = any> = Schema<T>;
    export type ZodSchema<T = any> = Schema<T>;
    export type ZodObject<S = any> = ObjectSchema<S>;
  }
  export type infer<S> = TypeOf<S>;
  export default z;
}
declare module "zod/v4" { export * from "zod"; export { default } from "zod"; }
declare module "zod/v3" { export * from "zod"; export { default } from "zod"; }
`;
