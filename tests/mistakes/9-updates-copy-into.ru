# COPY … INTO
COPY <http://example.com/a> INTO <http://example.com/b>
