"use client";

import { useState } from "react";
import { api } from "~/trpc/react";
import type { RouterInputs, RouterOutputs } from "~/trpc/react";

type Latest = NonNullable<RouterOutputs["post"]["getLatest"]>;
type Created = RouterInputs["post"]["create"];

export function nameOf(latest: Latest | null): string {
  return latest?.name ?? "nothing yet";
}

export function useLatest() {
  const [latest] = api.post.getLatest.useSuspenseQuery();
  const utils = api.useUtils();
  const [name, setName] = useState("");
  const create = api.post.create.useMutation({
    onSuccess: async () => {
      await utils.post.invalidate();
      setName("");
    },
  });
  const submit = (values: Created) => create.mutate(values);
  return { text: nameOf(latest), name, submit, isPending: create.isPending };
}
