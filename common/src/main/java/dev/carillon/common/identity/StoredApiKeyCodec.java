package dev.carillon.common.identity;

import dev.carillon.common.cache.CacheCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A stored key as bytes: two UUIDs, the hash, and the role by its name. The hash is of a long random secret, so that nobody finds the secret by it. */
public final class StoredApiKeyCodec implements CacheCodec<StoredApiKey> {

    private static final int HASH_LENGTH = 32;
    private static final int LENGTH_BEFORE_ROLE = 4 * Long.BYTES + HASH_LENGTH;

    @Override
    public byte[] encode(StoredApiKey key) {
        byte[] role = key.role().wireName().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(4 * Long.BYTES + key.secretHash().length + role.length);
        put(bytes, key.id().value());
        put(bytes, key.organizationId().value());
        return bytes.put(key.secretHash()).put(role).array();
    }

    @Override
    public StoredApiKey decode(byte[] encoded) {
        if (encoded.length <= LENGTH_BEFORE_ROLE) {
            throw new IllegalArgumentException(
                    "A stored key has more than " + LENGTH_BEFORE_ROLE + " bytes, not " + encoded.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        ApiKeyId id = new ApiKeyId(uuid(bytes));
        OrganizationId organization = new OrganizationId(uuid(bytes));
        byte[] hash = new byte[HASH_LENGTH];
        bytes.get(hash);
        String role = StandardCharsets.US_ASCII.decode(bytes).toString();
        return new StoredApiKey(id, organization, Role.of(role), hash);
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
