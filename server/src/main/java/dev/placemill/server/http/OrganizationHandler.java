package dev.placemill.server.http;

/// Answers one kind of request of a signed-in organization.
@FunctionalInterface
public interface OrganizationHandler {
  Response handle(Request request, Caller caller);
}
