import type { StepKind } from "../step.ts";
import { deleteFileStep } from "./delete-file.ts";
import { deleteRoute } from "./delete-route.ts";
import { dropColumn } from "./drop-column.ts";
import { dropTable } from "./drop-table.ts";
import { editCommentStep } from "./edit-comment.ts";
import { moveModuleStep } from "./move-module.ts";
import { moveRoute } from "./move-route.ts";
import { orderMigrationStep } from "./order-migration.ts";
import { refactorStep } from "./refactor.ts";
import { removeCommentStep } from "./remove-comment.ts";
import { renameExportStep } from "./rename-export.ts";
import { renameNameStep } from "./rename-name.ts";
import { renameRoute } from "./rename-route.ts";
import { renameTable } from "./rename-table.ts";
import { splitColumn } from "./split-column.ts";
import { transformStep } from "./transform.ts";
import { writeFileStep } from "./write-file.ts";

/** All step kinds that a plan can name. */
export const stepKinds: readonly StepKind<unknown>[] = [
  deleteFileStep,
  deleteRoute,
  dropColumn,
  dropTable,
  editCommentStep,
  moveModuleStep,
  moveRoute,
  orderMigrationStep,
  refactorStep,
  removeCommentStep,
  renameExportStep,
  renameNameStep,
  renameRoute,
  renameTable,
  splitColumn,
  transformStep,
  writeFileStep,
];
