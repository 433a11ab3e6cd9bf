/// Whether programs of others agree with what the server says about itself: linters of its OpenAPI
/// document, clients that compare its answers with it, and requests and clients that are made of
/// it.
///
/// Start at [dev.placemill.bench.contract.Check]. The tools are fetched once, by npm and Maven,
/// into `bench/target/contract`.
@NullMarked
package dev.placemill.bench.contract;

import org.jspecify.annotations.NullMarked;
