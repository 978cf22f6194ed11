"""From checked responses to the published report; everything is made of one frozen document."""
