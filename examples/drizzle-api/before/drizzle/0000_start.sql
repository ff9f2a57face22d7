CREATE TABLE "vouchers" (
	"id" serial PRIMARY KEY NOT NULL,
	"code" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purchases" (
	"id" serial PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"paid_at" timestamp,
	"voucher_id" integer
);
--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_voucher_id_vouchers_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "public"."vouchers"("id");
