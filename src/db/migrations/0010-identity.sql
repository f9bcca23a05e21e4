-- A second factor counts only once a code has shown that the device holds it.
alter table staff add column totp_pending text;
-- The time step of the last code accepted: the same code never opens the door twice (RFC 6238, 5.2).
alter table staff add column totp_last_step bigint;

-- A token is revoked by this, so that its hash need not be shown.
alter table api_token add column id uuid not null default gen_random_uuid() unique;
create index api_token_staff on api_token (staff_id);
create index sign_in_link_staff on sign_in_link (staff_id);
