import { personRole } from '#contracts';
import type { PersonRole } from '#contracts';
import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { strings } from '../strings/index.js';

const words = strings.people;

/** What the fields hold; empty for none. */
export interface PersonValues {
  name: string;
  login: string;
  email: string;
  role: PersonRole;
}

/** @returns For the service: what is empty is nothing. */
export const bodyOf = ({ name, login, email, role }: PersonValues) => ({
  ...{ name: name.trim(), role },
  login: login.trim() || null,
  email: email.trim() || null,
});

/** Name, sign-in name, e-mail and role, with what the chosen role may do; whether they will do is for the service to say. */
export function PersonFields({ form }: { form: UseFormReturnType<PersonValues> }) {
  return (
    <>
      <TextInput label={words.name} data-autofocus maxLength={120} {...form.getInputProps('name')} />
      <TextInput
        label={words.login}
        description={words.loginHint}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        {...form.getInputProps('login')}
      />
      <TextInput label={words.email} type="email" maxLength={254} {...form.getInputProps('email')} />
      <Select
        label={words.role}
        description={words.roleHint[form.values.role]}
        allowDeselect={false}
        data={personRole.options.map((value) => ({ value, label: strings.shell.roles[value] }))}
        {...form.getInputProps('role')}
      />
    </>
  );
}
