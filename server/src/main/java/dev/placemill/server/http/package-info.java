/// The web server behind a small interface of our own: routes, limits, errors, the sign-in hook.
///
/// Start at [dev.placemill.server.http.HttpServer]. A feature is a class that registers its routes
/// on a [dev.placemill.server.http.Router]; it never sees the library below. This room knows no
/// organization: it declares an [dev.placemill.server.http.Authenticator] and lets others be it.
@NullMarked
package dev.placemill.server.http;

import org.jspecify.annotations.NullMarked;
