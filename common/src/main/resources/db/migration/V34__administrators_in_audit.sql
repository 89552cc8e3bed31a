-- What administrators of the installation do to an organization is in its audit log too. Their address is empty: it is not for owners.

ALTER TABLE audit_entry
    DROP CONSTRAINT audit_entry_actor_kind_check,
    ADD CONSTRAINT audit_entry_actor_kind_check CHECK (actor_kind IN ('api_key', 'person', 'administrator'));
