package dev.rheo.api.graph;

import org.jspecify.annotations.Nullable;

/** What the operation families are written on. Implemented by builders only. */
interface Recorder {
    /** See {@link Operations#op(String, Shape, Object...)}; the result is floating. */
    Value op(String aten, Shape result, @Nullable Object... args);

    /** As {@link #op(String, Shape, Object...)} with a result of another type. */
    Value typed(Dtype dtype, String aten, Shape result, @Nullable Object... args);

    /** A shape error that names the current scope. */
    Shape.ShapeMismatch mismatch(String operation, String problem);
}
