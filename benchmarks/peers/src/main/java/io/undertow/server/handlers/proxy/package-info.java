/** Opens Undertow's default selector, which only its own package may call. */
@NullMarked
package io.undertow.server.handlers.proxy;

import org.jspecify.annotations.NullMarked;
