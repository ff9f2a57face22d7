"use client";

import { useState } from "react";
import { api } from "~/trpc/react";
import type { RouterInputs, RouterOutputs } from "~/trpc/react";

type Latest = NonNullable<RouterOutputs["article"]["getLatest"]>;
type Created = RouterInputs["article"]["create"];

export function nameOf(latest: Latest | null): string {
  return latest?.name ?? "nothing yet";
}

export function useLatest() {
  const [latest] = api.article.getLatest.useSuspenseQuery();
  const utils = api.useUtils();
  const [name, setName] = useState("");
  const create = api.article.create.useMutation({
    onSuccess: async () => {
      await utils.article.invalidate();
      setName("");
    },
  });
  const submit = (values: Created) => create.mutate(values);
  return { text: nameOf(latest), name, submit, isPending: create.isPending };
}
