import { definePlan, dropColumn, dropTable, moveModule, renameExport } from "conn-codemod";
import { migration, pathAbsent, renameRoute, zeroReferences } from "conn-codemod";

export default definePlan({
  id: "orders",
  title: "Purchases become orders, and vouchers go",
  names: ["purchases", "vouchers"],
  allow: [{ paths: ["drizzle/**"], reason: "what has been applied is history" }],
  steps: [
    dropColumn("purchases.voucherId", { database: "voucher_id" }),
    dropTable("vouchers", { database: "vouchers" }),
    renameRoute("appRouter.purchases", "orders"),
    renameExport("src/db/purchases.ts", "purchases", "orders"),
    moveModule("src/db/purchases.ts", "src/db/orders.ts"),
  ],
  criteria: [
    zeroReferences("purchases", ["src/router", "src/client.ts"]),
    zeroReferences("vouchers", ["src"]),
    pathAbsent("src/db/vouchers.ts"),
    migration(
      "drizzle",
      [
        { drop: "constraint", table: "purchases", name: "purchases_voucher_id_vouchers_id_fk" },
        { drop: "column", table: "purchases", name: "voucher_id" },
        { drop: "table", name: "vouchers" },
      ],
      { afterCommands: true },
    ),
  ],
  commands: [{ command: "npx drizzle-kit generate", title: "make the migration" }],
});
