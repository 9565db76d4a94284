package dev.tensors.tsr.network;

import java.util.function.Predicate;

/**
 * A service that is called.
 *
 * @param name in messages, such as {@code CivitAI}
 * @param keyAdvice what a user can do whose request is refused, such as {@code see --api-key}
 * @param hidesItem whether a response with status 401, 403, or 404 without a reason says that the
 *     item is not there, or is not shown to this user
 */
public record Service(String name, String keyAdvice, Predicate<Response> hidesItem) {}
