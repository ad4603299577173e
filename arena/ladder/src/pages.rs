//! What a browser is shown: views in, markup out.
