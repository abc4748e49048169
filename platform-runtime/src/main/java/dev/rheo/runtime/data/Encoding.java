package dev.rheo.runtime.data;

import dev.rheo.api.data.Points;

/** Between data in training units and what the flow carries: the same, or latents of it. Arguments are left as they are. */
public interface Encoding {
    /** A flow of the data itself. */
    Encoding NONE = new Encoding() {
        @Override
        public Points encode(Points trained) {
            return trained;
        }

        @Override
        public Points decode(Points state) {
            return state;
        }
    };

    Points encode(Points trained);

    Points decode(Points state);
}
