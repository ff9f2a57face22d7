export * from "./purchases.ts";
export { vouchers, type Voucher } from "./vouchers.ts";
