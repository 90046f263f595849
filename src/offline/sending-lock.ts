// The name of the lock that the one sender of this device holds (S1). Apart from the sender, so that who only asks
// whether something is being sent does not carry it.

export const SENDING_LOCK = 'kopru-sync';
